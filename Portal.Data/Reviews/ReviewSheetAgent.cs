using Portal.Data.Inventory;

namespace Portal.Data.Reviews;

/// <summary>One agent on a reviewer's sheet.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Name">Its name at the launch.</param>
/// <param name="Purpose">What it is for; empty when nobody said.</param>
/// <param name="Environment">Where it may act.</param>
/// <param name="Risk">Its risk at the launch, 0..100.</param>
/// <param name="Items">What it holds, riskiest first.</param>
public sealed record ReviewSheetAgent(
    AgentId Id, string Name, string Purpose, AgentEnvironment Environment, int Risk, IReadOnlyList<ReviewItemRow> Items);
