namespace Portal.Data.Inventory;

/// <summary>A row that says what snapshots showed, for as long as they did.</summary>
public interface IObserved
{
    /// <summary>The first snapshot that showed it.</summary>
    DateTimeOffset ObservedFrom { get; }

    /// <summary>The first snapshot that no longer did, or null while it is there.</summary>
    DateTimeOffset? ObservedUntil { get; }
}
