"""What each page costs beside a floor: `make bench`."""
