"""What is drawn of the same values is drawn once, but for what is long."""

from markupsafe import escape

from pages.components import MOST_PARTS, once, once_unless_long


def test_the_same_values_are_drawn_once_and_long_ones_each_time():
    drawn = []

    def row(name):
        drawn.append(name)
        return escape(name)

    for _ in range(2):
        assert [once(row, "one"), once_unless_long(MOST_PARTS, row, "short"), once_unless_long(MOST_PARTS + 1, row, "long")]
    assert drawn == ["one", "short", "long", "long"]
