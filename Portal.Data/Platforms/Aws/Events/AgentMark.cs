namespace Portal.Data.Platforms.Aws.Events;

/// <summary>One sign in an event that an AI agent made the call.</summary>
/// <param name="Agent">The agent's product name.</param>
/// <param name="Grade">How sure that is.</param>
/// <param name="Evidence">The field it rests on.</param>
internal readonly record struct AgentMark(string Agent, AttributionGrade Grade, string Evidence)
{
    /// <summary>The MCP server of AWS that passed the call on, empty when it is not named; null when none did.</summary>
    public string? McpServer { get; init; }
}
