using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Unreadable;

/// <summary>The table of unreadable events.</summary>
internal sealed class UnreadableEventConfiguration : IEntityTypeConfiguration<UnreadableEvent>
{
    /// <summary>The longest origin that is kept.</summary>
    internal const int OriginLength = 1_200;

    /// <summary>The longest reason that is kept.</summary>
    internal const int ReasonLength = 1_000;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<UnreadableEvent> builder)
    {
        builder.ToTable("unreadable_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Origin).HasMaxLength(OriginLength);
        builder.Property(e => e.Reason).HasMaxLength(ReasonLength);
        builder.Property(e => e.Digest).HasMaxLength(64);
        builder.Property(e => e.Raw).IsLongText();
        builder.HasIndex(e => new { e.SourceId, e.Digest }).IsUnique();
        builder.HasOne<Source>().WithMany().HasForeignKey(e => e.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
