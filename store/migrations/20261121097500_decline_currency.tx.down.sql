DROP INDEX decline_amounts_currency;
