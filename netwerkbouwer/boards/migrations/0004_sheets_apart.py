# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_photo")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="sheets_apart",
            field=models.CharField(blank=True, max_length=10),
            preserve_default=False,
        ),
    ]
