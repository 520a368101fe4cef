using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;

namespace Portal.Data.Notices;

/// <summary>The table of notices.</summary>
internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    private const int AboutLength = 100;
    private const int ActorLength = 1000;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.About).HasMaxLength(AboutLength);
        builder.Property(n => n.Actor).HasMaxLength(ActorLength);
        builder.HasIndex(n => n.Sequence).IsUnique();
        builder.HasIndex(n => new { n.RuleId, n.LastAt, n.Id });
        builder.HasIndex(n => new { n.LastAt, n.Id });
        builder.HasIndex(n => new { n.RuleId, n.At });
        builder.HasOne<NoticeRule>().WithMany().HasForeignKey(n => n.RuleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Source>().WithMany().HasForeignKey(n => n.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
