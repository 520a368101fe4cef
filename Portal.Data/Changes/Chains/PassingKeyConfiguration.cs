using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes.Chains;

/// <summary>The table of keys of acts that may yet become changes.</summary>
internal sealed class PassingKeyConfiguration : IEntityTypeConfiguration<PassingKey>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PassingKey> builder)
    {
        builder.ToTable("passing_keys");
        builder.HasKey(k => new { k.SourceId, k.Key, k.At, k.EventId });
        builder.Property(k => k.EventId).HasMaxLength(ChangeConfiguration.EventIdLength);
        builder.HasIndex(k => new { k.SourceId, k.EventId });
    }
}
