"""Land of the district: the sheet, the areas on it, streets and ground. Lengths in metres until they leave as degrees."""
