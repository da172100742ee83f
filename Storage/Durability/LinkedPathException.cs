namespace Webhooks.Storage.Durability;

/// <summary>A part of a path is a symbolic link, and nothing is read or written through it.</summary>
public sealed class LinkedPathException(string folder, string link)
    : IOException($"'{link}' in '{folder}' is a symbolic link, which could lead out of the folder; only a real file or folder may stand there.");
