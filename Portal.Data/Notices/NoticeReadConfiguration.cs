using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Notices;

/// <summary>The table of what people read.</summary>
internal sealed class NoticeReadConfiguration : IEntityTypeConfiguration<NoticeRead>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeRead> builder)
    {
        builder.ToTable("notice_reads");
        builder.HasKey(r => new { r.PersonId, r.NoticeId });
        builder.HasOne<Notice>().WithMany().HasForeignKey(r => r.NoticeId).OnDelete(DeleteBehavior.Cascade);
    }
}
