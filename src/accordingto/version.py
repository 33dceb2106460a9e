"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("accordingto")
except PackageNotFoundError:  # running from a checkout that is not installed
    __version__ = "0+unknown"
