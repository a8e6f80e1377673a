namespace Genesis.Trading;

/// <summary>What a book must be for an order to be decided on it.</summary>
internal static class BookRules
{
    /// <summary>Why the present book may not be used; null when it may.</summary>
    public static string? Problem(MarketBook? book, string symbol, RiskOptions risk, DateTimeOffset now) => book is null
        ? $"There is no book of {symbol} yet: the flow does not trade it, or its feed has not come."
        : Problem($"The book of {symbol}", book.Grade, now - book.Time, risk);

    /// <summary>Why a decision may not rest on the data that a certificate names; null when it may.</summary>
    public static string? Problem(DataCertificate certificate, string symbol, RiskOptions risk, DateTimeOffset now) => certificate.Symbol != symbol
        ? $"Its certificate is of {certificate.Symbol}, not of {symbol}."
        : Problem("The book that it was decided on", certificate.Grade, now - certificate.BookTime, risk);

    /// <summary>Why a certificate cannot be of the feed that there is; null when it can.</summary>
    public static string? Forged(DataCertificate certificate, MarketBook book, DateTimeOffset now) =>
        certificate.Venue != book.Venue ? $"Its certificate is of {certificate.Venue}, and orders are filled on the books of {book.Venue}."
        : certificate.LastSequence > book.LastSequence && certificate.BookTime > book.Time ? "Its certificate is of a book that has not come yet."
        : certificate.BookTime > now || certificate.DecidedAt > now || certificate.DecidedAt < certificate.BookTime ? "The times of its certificate are not in order."
        : null;

    private static string? Problem(string what, Exchanges.BookGrade grade, TimeSpan age, RiskOptions risk) =>
        grade == Exchanges.BookGrade.Stale ? $"{what} is stale."
        : grade < risk.MinimumGrade ? $"{what} is {grade.ToString().ToLowerInvariant()}, and risk wants it {risk.MinimumGrade.ToString().ToLowerInvariant()} at least (Genesis:Trading:Risk:MinimumGrade)."
        : age > risk.MaxBookAge ? $"{what} is {age.TotalSeconds:0.###} s old, and risk takes {risk.MaxBookAge.TotalSeconds:0.###} s at most (Genesis:Trading:Risk:MaxBookAge)."
        : null;
}
