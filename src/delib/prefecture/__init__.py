"""What passes between the collectivité and the préfecture: identifier, receipt, stamp, limits. Sends nothing."""
