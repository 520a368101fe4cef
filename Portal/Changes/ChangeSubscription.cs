using MessagePack;
using Microsoft.AspNetCore.SignalR;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Changes;

/// <summary>What a client of the hub wants to hear of; what is null or absent is not asked about.</summary>
[MessagePackObject]
public sealed record ChangeSubscription
{
    /// <summary>On this platform.</summary>
    [Key("platform")]
    public string? Platform { get; init; }

    /// <summary>In which an identity of this agent has a part.</summary>
    [Key("agentId")]
    public string? AgentId { get; init; }

    /// <summary>In which this identity has a part.</summary>
    [Key("identityId")]
    public string? IdentityId { get; init; }

    /// <summary>0..100: in which an identity of at least this risk has a part.</summary>
    [Key("minimumRisk")]
    public int? MinimumRisk { get; init; }

    /// <summary>The id of the last change that the client has seen, after which it wants to hear; null for what comes from now on.</summary>
    [Key("since")]
    public string? Since { get; init; }

    /// <summary><see cref="Since"/> as an id.</summary>
    /// <exception cref="HubException">It is none.</exception>
    public ChangeId? ToSince() => Since is null ? null : new ChangeId(IdOf(Since, "since"));

    /// <summary>The same as a filter of the list, without <see cref="MinimumRisk"/>.</summary>
    /// <exception cref="HubException">A value makes no sense: names it.</exception>
    public ChangeFilter ToFilter()
    {
        if (MinimumRisk is < 0 or > 100)
        {
            throw new HubException("minimumRisk must be a whole number from 0 to 100.");
        }
        return new()
        {
            Platform = Platform is null ? null
                : Enum.TryParse<Platform>(Platform, ignoreCase: true, out var platform) && Enum.IsDefined(platform) ? platform
                : throw new HubException($"platform must be one of {string.Join(", ", Enum.GetNames<Platform>())}."),
            Agent = AgentId is null ? null : new AgentId(IdOf(AgentId, "agentId")),
            Identity = IdentityId is null ? null : new IdentityId(IdOf(IdentityId, "identityId")),
        };
    }

    private static Guid IdOf(string text, string name) => Guid.TryParse(text, out var id) ? id : throw new HubException($"{name} is not an id.");
}
