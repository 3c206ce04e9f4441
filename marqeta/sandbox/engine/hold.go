package engine

import "strconv"

// HoldDays says for how many days an authorization holds money unless it is
// cleared: 7, 30 at lodgings and car rentals. Our call; Marqeta publishes 7 as the
// default of a merchant category group and nothing for merchants outside one.
func HoldDays(mcc string) int {
	if n, err := strconv.Atoi(mcc); err == nil && (IsLodging(n) || IsRental(n)) {
		return 30
	}
	return 7
}

// IsLodging and IsRental know the merchant categories of hotels and of rented cars,
// ISO 18245.
func IsLodging(mcc int) bool { return mcc == 7011 || (mcc >= 3501 && mcc <= 3999) }

// IsRental is explained at IsLodging.
func IsRental(mcc int) bool {
	return mcc == 7512 || mcc == 7513 || mcc == 7519 || (mcc >= 3351 && mcc <= 3441)
}
