namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>A subject as the target of a primitive.</summary>
/// <param name="Subject">Which, counting from 0.</param>
/// <param name="Open">What must hold besides for it to be one.</param>
/// <param name="Resource">The name that actions on it work on: its own, or that of the identity provider which it trusts.</param>
internal readonly record struct Member(int Subject, RuleAnswer Open, string Resource);
