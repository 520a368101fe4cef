using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Notices;

/// <summary>The table of times up to which people read everything.</summary>
internal sealed class NoticeMarkConfiguration : IEntityTypeConfiguration<NoticeMark>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeMark> builder)
    {
        builder.ToTable("notice_marks");
        builder.HasKey(m => m.PersonId);
    }
}
