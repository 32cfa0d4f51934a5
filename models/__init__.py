"""What is: tables, and questions that one table can answer. Knows no Flask, no printer, no rule."""
