using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Portal.Hosting.Outbound;
using Portal.Notices;

namespace Portal.Tests.Support;

/// <summary>The portal's own ways out for notices, with keys of this process, where this machine may be posted to.</summary>
internal static class LocalChannels
{
    /// <summary>Keeps requests out of all networks but this machine.</summary>
    public static OutboundGuard Guard { get; } = OutboundGuard.Create(OutboundSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Outbound:AllowedPrivate", (string?)"127.0.0.1")]).Build()));

    /// <summary>The ways out; one for all, so that two portals of one database open each other's seals.</summary>
    public static NoticeChannels Instance { get; } = new(Guard, new EphemeralDataProtectionProvider());
}
