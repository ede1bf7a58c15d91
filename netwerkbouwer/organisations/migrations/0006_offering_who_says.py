import json
from datetime import date

from django.db import migrations, models

AT_ONCE = 1_000
FIELDS = {"offer": "offers", "question": "questions"}


def say_who_says_it(apps, schema_editor):
    """A text in the record of a source is that source's, as of the day it was checked.

    Another one is what a person wrote: its own word when who claims the organisation did.
    """
    Offering = apps.get_model("organisations", "Offering")
    last = 0
    while True:
        rows = Offering.objects.filter(pk__gt=last).order_by("pk")
        chunk = list(rows.select_related("organisation")[:AT_ONCE])
        if not chunk:
            return
        last = chunk[-1].pk
        owners = {row.organisation_id for row in chunk}
        told, own, edited = _told(apps, owners), *_edits(apps, owners)
        for row in chunk:
            where = (row.organisation_id, FIELDS[row.kind])
            if found := told.get((*where, row.text)):
                row.source, day = found
                if day and where not in edited:  # what a person left standing keeps its day
                    row.published_on = min(day, date.today())
            elif where in own:
                row.is_own = True
            elif where not in edited:
                row.source = row.organisation.source
        Offering.objects.bulk_update(chunk, ["is_own", "source", "published_on"])


def _told(apps, owners):
    rows = apps.get_model("organisations", "SourceRecord").objects.filter(organisation__in=owners)
    found = {}
    wanted = rows.order_by("source__priority", "last_delivery__data_on").values_list(
        "organisation_id", "source__name", "payload"
    )
    for owner, name, payload in wanted:
        record = json.loads(payload)
        day = record.get("checked_on")
        said = ((record.get("source") or name)[:120], date.fromisoformat(day) if day else None)
        for field in FIELDS.values():
            found |= {(owner, field, text): said for text in record.get(field) or ()}
    return found


def _edits(apps, owners):
    edits = apps.get_model("organisations", "FieldEdit").objects.filter(
        organisation__in=owners, field__in=FIELDS.values()
    )
    claims = apps.get_model("organisations", "Claim").objects.filter(
        organisation__in=owners, state="approved"
    )
    names = set(claims.values_list("organisation_id", "name"))
    every = list(edits.values_list("organisation_id", "field", "by"))
    own = {(owner, field) for owner, field, by in every if (owner, by) in names}
    return own, {(owner, field) for owner, field, _by in every}


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0005_offering_published_on'),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='is_own',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='offering',
            name='source',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.RunPython(say_who_says_it, migrations.RunPython.noop),
    ]
