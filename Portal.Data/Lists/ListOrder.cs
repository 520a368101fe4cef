namespace Portal.Data.Lists;

/// <summary>How a list is sorted.</summary>
/// <typeparam name="T">The columns to sort by.</typeparam>
/// <param name="By">The column.</param>
/// <param name="Descending">True for the largest first.</param>
public readonly record struct ListOrder<T>(T By, bool Descending = false)
    where T : struct, Enum;
