namespace Portal.Data.Platforms;

/// <summary>What became of one event of a body.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
public abstract record ReadEvent(int Index)
{
    /// <summary>An event about an identity's permissions or of an agent.</summary>
    /// <param name="Index">Its place in the body, from 0.</param>
    /// <param name="Event">What it says.</param>
    public sealed record Accepted(int Index, NativeEvent Event) : ReadEvent(Index);

    /// <summary>A sound event that says nothing about permissions or agents.</summary>
    /// <param name="Index">Its place in the body, from 0.</param>
    public sealed record Ignored(int Index) : ReadEvent(Index);

    /// <summary>Not an event of this platform, or broken.</summary>
    /// <param name="Index">Its place in the body, from 0.</param>
    /// <param name="Reason">What is wrong with it.</param>
    /// <param name="Raw">It, as it came.</param>
    public sealed record Rejected(int Index, string Reason, ReadOnlyMemory<byte> Raw) : ReadEvent(Index);
}
