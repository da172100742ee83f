namespace Webhooks.Storage.Journal;

/// <summary>What writing the journal asks of the file system. A second implementation, in the tests, fails on demand.</summary>
internal interface ISegmentFiles
{
    /// <summary>Creates a file that does not exist yet.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="length">Space that is taken at once; reads as zeros.</param>
    ISegmentFile Create(string path, long length);

    /// <summary>Opens a file that exists.</summary>
    ISegmentFile Open(string path);

    void Delete(string path);

    /// <summary>Created and deleted names reach the disk.</summary>
    void FlushDirectory(string path);
}
