namespace Portal.Data.Inventory;

/// <summary>A word of an agent's name, so that a search for the beginning of any of its words is answered by an index, however long the list is.</summary>
public sealed class AgentWord
{
    /// <summary>The word in lower case, at most <see cref="SearchText.LongestWord"/> characters of it.</summary>
    public required string Word { get; init; }

    /// <summary>Whose name it is in.</summary>
    public required AgentId AgentId { get; init; }
}
