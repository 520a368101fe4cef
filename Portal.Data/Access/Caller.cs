using System.Security.Claims;

namespace Portal.Data.Access;

/// <summary>
/// Who asks: a person, a token or the portal itself. Always a parameter, never ambient, since a circuit has no current request. Rights of
/// persons and tokens are read again by the command before it acts; what stands here is what they were at sign-in.
/// </summary>
public sealed record Caller
{
    private const string KindClaim = "gov:kind";
    private const string ScopeClaim = "gov:scope";
    private const string SessionClaim = "gov:session";
    private const string BehalfClaim = "gov:behalf";

    /// <summary>What kind of caller.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The person's or token's id, or the name of the part of the portal that acts.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The person's roles; empty for others.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The token's scopes; empty for others.</summary>
    public IReadOnlyList<TokenScope> Scopes { get; init; } = [];

    /// <summary>On whose behalf the caller acts: the agent that a token is bound to, as <c>agent:ID</c>; or null.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The session that a person signed in to, or null for others.</summary>
    public string? Session { get; init; }

    /// <summary>Until when their last proof of who they are counts as fresh; null when it is not known, and for callers without a session.</summary>
    public DateTimeOffset? ProofUntil { get; init; }

    /// <summary>The address that the request came from, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Ties together what one request or job did, or null.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The client's key that makes a repeated call the same call, or null.</summary>
    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>The person who asks, or null for tokens and the portal.</summary>
    public PersonId? Person => Kind == CallerKind.Person && Guid.TryParse(Id, out var id) ? new PersonId(id) : null;

    /// <summary>Whether an API token asks.</summary>
    public bool IsToken => Kind is CallerKind.Token or CallerKind.BreakGlass;

    /// <summary>The portal itself.</summary>
    /// <param name="part">The part that acts, for example <c>import</c> or <c>command line</c>.</param>
    public static Caller System(string part) => new() { Kind = CallerKind.System, Id = part, Name = $"Governance ({part})" };

    /// <summary>A campaign's policy, which acts in nobody's name.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="part">Which part of the policy.</param>
    public static Caller Policy(Guid campaign, string part) => new() { Kind = CallerKind.Policy, Id = campaign.ToString(), Name = $"Policy of the review ({part})" };

    /// <summary>The caller that signed in with <paramref name="user"/>.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint or page lacks its authorization.</exception>
    public static Caller From(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || !Enum.TryParse<CallerKind>(user.FindFirstValue(KindClaim), out var kind))
        {
            throw new InvalidOperationException("Nobody is signed in here. The route needs authorization before it asks for its caller.");
        }
        return new()
        {
            Kind = kind,
            Id = id,
            Name = user.FindFirstValue(ClaimTypes.Name) ?? id,
            Roles = [.. user.FindAll(ClaimTypes.Role).Select(c => Enum.Parse<Role>(c.Value))],
            Scopes = [.. user.FindAll(ScopeClaim).Select(c => Enum.Parse<TokenScope>(c.Value))],
            OnBehalfOf = user.FindFirstValue(BehalfClaim),
            Session = user.FindFirstValue(SessionClaim),
        };
    }

    /// <summary>The claims that <see cref="From"/> reads again.</summary>
    public ClaimsPrincipal ToPrincipal(string authenticationType) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, Id),
            new(ClaimTypes.Name, Name),
            new(KindClaim, Kind.ToString()),
            .. Roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())),
            .. Scopes.Select(s => new Claim(ScopeClaim, s.ToString())),
            .. OnBehalfOf is { } behalf ? [new Claim(BehalfClaim, behalf)] : Array.Empty<Claim>(),
            .. Session is { } session ? [new Claim(SessionClaim, session)] : Array.Empty<Claim>(),
        ],
        authenticationType));

    /// <summary>Whether the caller has <paramref name="right"/>. The portal itself may do everything.</summary>
    public bool Can(Right right) => Kind switch
    {
        CallerKind.System => true,
        CallerKind.Policy => right == Right.ManageCampaigns,
        CallerKind.Token or CallerKind.BreakGlass => Scopes.Any(s => (OnBehalfOf is null ? RightsTable.Of(s) : RightsTable.OfBound(s)).Contains(right)),
        CallerKind.Person => Roles.Any(r => RightsTable.Of(r).Contains(right)),
    };

    /// <summary>Whether the caller may know of this agent: a token that is bound to one knows of no other.</summary>
    /// <param name="agent">The agent's id.</param>
    public bool Knows(Guid agent) => !IsToken || OnBehalfOf is null || string.Equals(OnBehalfOf, BehalfOf(agent.ToString()), StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands in <see cref="OnBehalfOf"/> for an agent.</summary>
    public static string BehalfOf(string agentId) => $"agent:{agentId}";

    /// <summary>Whether the caller has to prove anew who they are before they use <paramref name="right"/>. Programs and the portal itself have no one to ask.</summary>
    public bool MustProve(Right right, DateTimeOffset now) => Kind == CallerKind.Person && Session is not null && RightsTable.NeedProof.Contains(right) && !(ProofUntil > now);

    /// <summary>Refuses a caller without <paramref name="right"/>.</summary>
    /// <exception cref="AccessDeniedException">The caller lacks it.</exception>
    public void Require(Right right)
    {
        if (!Can(right))
        {
            throw new AccessDeniedException(right);
        }
    }
}
