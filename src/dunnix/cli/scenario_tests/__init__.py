"""`dunnix test`: tests of scenarios run, written, and told of."""
