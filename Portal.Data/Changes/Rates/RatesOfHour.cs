namespace Portal.Data.Changes.Rates;

/// <summary>What happened in one hour, by the time of the events and not of their arrival.</summary>
/// <param name="Hour">Its beginning.</param>
/// <param name="Kinds">By kind; kinds of which there were none are left out.</param>
public sealed record RatesOfHour(DateTimeOffset Hour, IReadOnlyList<ChangeRate> Kinds);
