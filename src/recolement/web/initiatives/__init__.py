"""Citizens' initiatives in the web app: signed online and on paper, verified, handed on as a ballot."""
