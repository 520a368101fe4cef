using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>The table of snapshots.</summary>
internal sealed class SnapshotConfiguration : IEntityTypeConfiguration<Snapshot>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Snapshot> builder)
    {
        builder.ToTable("snapshots");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Counts).StoredAsJson();
        builder.Property(s => s.Warnings).StoredAsJson();
        builder.HasIndex(s => new { s.SourceId, s.TakenAt });
        builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
