"""What pages of support ask of people besides what moves ask, and what several of these ask alike."""
