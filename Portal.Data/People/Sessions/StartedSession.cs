using Portal.Data.Access;

namespace Portal.Data.People.Sessions;

/// <summary>What came of signing in.</summary>
/// <param name="Outcome">Whether a session began.</param>
/// <param name="Session">The session, or null.</param>
/// <param name="PersonId">Whose it is, or null.</param>
public sealed record StartedSession(SessionStart Outcome, SessionId? Session, PersonId? PersonId);
