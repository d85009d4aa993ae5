"""Block definitions stay out of migrations, and raw data stays readable inside them."""

from cms.blocks import ContentBlock
from cms.fields import StreamField

RAW = [{"type": "gone_block", "value": "Text", "id": "1"}]


def test_a_migration_names_no_blocks():
    field = StreamField(ContentBlock(), blank=True)
    field.set_attributes_from_name("body")
    name, path, args, kwargs = field.deconstruct()
    assert (name, path, args, kwargs) == ("body", "cms.fields.StreamField", [], {"blank": True})


def test_inside_a_migration_the_raw_list_is_kept_as_it_is():
    field = StreamField(blank=True)
    assert field.to_python(RAW) == RAW
    assert field.get_prep_value(RAW) == RAW
    assert field.get_default() == []
