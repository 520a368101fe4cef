namespace Portal.Data.Platforms;

/// <summary>A node of the map of escalations.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Which of the subjects, counting from 0; -1 for the administrator and for sets.</param>
/// <param name="Change">For a changed identity what changed, for example <c>with any right that its boundary leaves</c>; else null.</param>
public readonly record struct EscalationNode(EscalationNodeKind Kind, int Subject, string? Change);
