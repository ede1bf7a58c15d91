# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('country', models.CharField(choices=[('BE', 'België'), ('NL', 'Nederland')], max_length=2)),
                ('name_nl', models.CharField(max_length=80)),
                ('name_fr', models.CharField(max_length=80)),
                ('name_de', models.CharField(max_length=80)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('region', models.CharField(db_index=True, max_length=40)),
                ('province', models.CharField(blank=True, db_index=True, max_length=40)),
                ('reference_region', models.CharField(blank=True, db_index=True, max_length=40)),
                ('population', models.PositiveIntegerField(null=True)),
                ('population_year', models.PositiveSmallIntegerField(null=True)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='places.municipality')),
            ],
            options={
                'ordering': ['name_nl', 'code'],
            },
        ),
        migrations.CreateModel(
            name='MunicipalityName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('name_folded', models.CharField(db_index=True, max_length=80)),
                ('kind', models.CharField(choices=[('official', 'officiële naam'), ('part', 'deelgemeente of plaats'), ('predecessor', 'vroegere gemeente'), ('other', 'andere naam')], max_length=11)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.municipality')),
            ],
            options={
                'ordering': ['name_folded', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Neighbour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='neighbours_from', to='places.municipality')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='neighbours_to', to='places.municipality')),
            ],
            options={
                'ordering': ['a', 'b'],
            },
        ),
        migrations.CreateModel(
            name='Postcode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(choices=[('BE', 'België'), ('NL', 'Nederland')], max_length=2)),
                ('postcode', models.CharField(max_length=4)),
                ('locality', models.CharField(blank=True, max_length=80)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postcodes', to='places.municipality')),
            ],
            options={
                'ordering': ['country', 'postcode', 'locality', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('successor__isnull', True), ('valid_to__isnull', True)), models.Q(('successor__isnull', False), ('valid_to__isnull', False)), _connector='OR'), name='places_merged_has_successor'),
        ),
        migrations.AddConstraint(
            model_name='municipalityname',
            constraint=models.UniqueConstraint(fields=('municipality', 'name', 'kind'), name='places_name_once'),
        ),
        migrations.AddConstraint(
            model_name='neighbour',
            constraint=models.UniqueConstraint(fields=('a', 'b'), name='places_neighbours_once'),
        ),
        migrations.AddConstraint(
            model_name='neighbour',
            constraint=models.CheckConstraint(condition=models.Q(('a', models.F('b')), _negated=True), name='places_not_own_neighbour'),
        ),
        migrations.AddConstraint(
            model_name='postcode',
            constraint=models.UniqueConstraint(fields=('country', 'postcode', 'locality', 'municipality'), name='places_postcode_once'),
        ),
    ]
