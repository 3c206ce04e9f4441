CREATE INDEX decline_amounts_currency ON decline_amounts (currency, group_id);
