namespace Portal.Data.Storage;

/// <summary>A typed identifier over a version 7 GUID, so that an agent's id cannot pass for a person's.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf> : IComparable<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The value as stored.</summary>
    Guid Value { get; }

    /// <summary>Makes the identifier of a stored value.</summary>
    static abstract TSelf From(Guid value);
}
