using System.Globalization;

namespace Portal.Data.Lists;

/// <summary>How many items a list has, counted up to a bound, so that counting never takes long.</summary>
/// <param name="Counted">How many were counted.</param>
public readonly record struct ListCount(int Counted)
{
    /// <summary>Where counting stops.</summary>
    public const int Bound = 10_000;

    /// <summary>True when there are more than <see cref="Bound"/>.</summary>
    public bool IsMore => Counted > Bound;

    /// <summary>For people: <c>1,234</c> or <c>10,000+</c>.</summary>
    public override string ToString() => IsMore
        ? string.Create(CultureInfo.InvariantCulture, $"{Bound:N0}+")
        : Counted.ToString("N0", CultureInfo.InvariantCulture);
}
