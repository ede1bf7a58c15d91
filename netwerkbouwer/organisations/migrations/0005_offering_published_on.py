from datetime import date

from django.db import migrations, models

AT_ONCE = 1_000
FIELDS = {"offer": "offers", "question": "questions"}


def date_what_is_there(apps, schema_editor):
    """The day a person wrote it, else the day of the source's delivery, else the day of checking."""
    Offering = apps.get_model("organisations", "Offering")
    last = 0
    while True:
        rows = Offering.objects.filter(pk__gt=last).order_by("pk")
        chunk = list(rows.select_related("organisation")[:AT_ONCE])
        if not chunk:
            return
        last = chunk[-1].pk
        written, told = _days(apps, {row.organisation_id for row in chunk})
        for row in chunk:
            edit = written.get((row.organisation_id, FIELDS[row.kind]))
            row.published_on = edit or told.get(row.organisation_id) or row.organisation.checked_on
        Offering.objects.bulk_update(chunk, ["published_on"])


def _days(apps, owners):
    edits = apps.get_model("organisations", "FieldEdit").objects.filter(
        organisation__in=owners, field__in=FIELDS.values()
    )
    written = {(edit.organisation_id, edit.field): edit.at.date() for edit in edits}
    records = apps.get_model("organisations", "SourceRecord").objects.filter(
        organisation__in=owners
    )
    told = {}
    for owner, day in records.values_list("organisation_id", "first_delivery__data_on"):
        told[owner] = min(told.get(owner, date.max), day)
    return written, told


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_lean_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='published_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='offering',
            index=models.Index(fields=['kind', 'published_on'], name='org_offering_newest'),
        ),
        migrations.RunPython(date_what_is_there, migrations.RunPython.noop),
    ]
