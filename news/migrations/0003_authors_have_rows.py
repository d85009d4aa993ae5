from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("news", "0002_newsrooms")]

    operations = [migrations.RemoveField(model_name="newspage", name="author")]
