"""Which reports tell of one matter."""

from accordingto.linking.matters.report import bag_of, likeness, matters

__all__ = ["bag_of", "likeness", "matters"]
