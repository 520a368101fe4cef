using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes.Chains;

/// <summary>The table of what calls of agents lead to. Its key is the walk from an act back to the calls before it.</summary>
internal sealed class ChainLeadConfiguration : IEntityTypeConfiguration<ChainLead>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ChainLead> builder)
    {
        builder.ToTable("chain_leads");
        builder.HasKey(l => new { l.Key, l.At, l.EventId, l.SourceId });
        builder.Property(l => l.EventId).HasMaxLength(ChangeConfiguration.EventIdLength);
        builder.Property(l => l.Role).HasMaxLength(ChangeConfiguration.NativeIdLength);
        builder.Property(l => l.Evidence).HasMaxLength(ChangeConfiguration.NativeIdLength);
    }
}
