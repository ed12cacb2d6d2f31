"""What stands on the plane and moves there: cameras, workers, incidents, kept in step with the stores."""
