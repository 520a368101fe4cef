using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>The table of identities.</summary>
internal sealed class IdentityConfiguration : IEntityTypeConfiguration<Identity>
{
    /// <summary>The longest native id: an ARN with the longest path and name, with room to spare.</summary>
    internal const int NativeIdLength = 1000;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Identity> builder)
    {
        builder.ToTable("identities");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.NativeId).HasMaxLength(NativeIdLength);
        builder.Property(i => i.Signals).StoredAsJson();
        builder.Property(i => i.Tags).StoredAsJson();
        builder.Property(i => i.RiskReasons).StoredAsJson();
        builder.Property(i => i.Totals).StoredAsJson();
        builder.HasIndex(i => new { i.SourceId, i.NativeId }).IsUnique();
        builder.HasIndex(i => new { i.Name, i.Id });
        builder.HasIndex(i => new { i.Risk, i.Id });
        builder.HasIndex(i => new { i.Confidence, i.Id });
        builder.HasIndex(i => new { i.EntitlementCount, i.Id });
        builder.HasIndex(i => i.NativeId);
        builder.HasIndex(i => i.AgentId);
        builder.HasIndex(i => i.PolicySetHash);
        builder.HasOne<Source>().WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Agent>().WithMany().HasForeignKey(i => i.AgentId).OnDelete(DeleteBehavior.Restrict);
    }
}
