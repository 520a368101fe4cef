using Portal.Data.Storage;

namespace Portal.Data.People.Sessions;

/// <summary>Identifies a session.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct SessionId(Guid Value) : IIdentifier<SessionId>
{
    /// <summary>A new id.</summary>
    public static SessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);
}
