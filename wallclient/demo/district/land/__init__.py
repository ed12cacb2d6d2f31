"""Land of the district: areas, streets and ground. Lengths are metres until they leave as degrees."""
