namespace Portal.Data.Changes;

/// <summary>How events came.</summary>
/// <param name="Name">Where from, as an address or a few words, for whoever looks for the cause of one that could not be read.</param>
/// <param name="IsSimulated">True when the portal's own simulator made them up.</param>
/// <param name="File">
/// The name of the file that holds them, when it is to be read once: a second reading of it, by whatever portal, has no effect. Null otherwise.
/// </param>
public sealed record EventOrigin(string Name, bool IsSimulated = false, string? File = null)
{
    /// <summary>Why what came cannot be events, when whoever brings it knows: then it is kept as unreadable. Null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Names of files that were read and cannot come again; they are forgotten with this one.</summary>
    public IReadOnlyList<string> Forgets { get; init; } = [];

    /// <summary>They were sent to the portal.</summary>
    public static EventOrigin Sent { get; } = new("sent");

    /// <summary>The portal's own simulator made them up.</summary>
    public static EventOrigin Simulator { get; } = new("simulator", IsSimulated: true);
}
