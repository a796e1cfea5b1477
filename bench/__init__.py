"""What each page costs compared with a floor: `make bench`."""
