namespace Portal.Data.Permissions;

/// <summary>One piece of evidence of what an identity used or did not use.</summary>
/// <param name="Service">The service, for example <c>s3</c>.</param>
/// <param name="Action">The action's name, for example <c>GetObject</c>; null for the service as a whole.</param>
/// <param name="At">When it was last used; null when not at all in the time that the report covers.</param>
/// <param name="ReportedAt">When the report was made; null for an event, which tells of use only and never of its absence.</param>
public sealed record UseFact(string Service, string? Action, DateTimeOffset? At, DateTimeOffset? ReportedAt);
