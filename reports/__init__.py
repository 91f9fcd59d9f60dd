"""Figures into pictures and files: workbooks and tables, charts, certificates, posters."""
