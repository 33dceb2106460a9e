"""Many reports together: reprints, the same sources, the same claims, independent origins."""
