"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("accordingto")
except PackageNotFoundError:  # running from a checkout that is not installed
    VERSION = "0+unknown"
