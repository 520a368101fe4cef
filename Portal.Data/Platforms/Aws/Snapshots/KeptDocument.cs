namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>What is remembered of a policy document whose text was handed on.</summary>
/// <param name="Hash">Its key.</param>
/// <param name="InvokesModels">True when it lets its holder call foundation models or run agents.</param>
internal sealed record KeptDocument(string Hash, bool InvokesModels);
