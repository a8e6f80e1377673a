using System.Diagnostics;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A file system in memory of a few megabytes, mounted on a folder. Needs the right to mount; a test without it is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    public static SmallDisk Mount(string folder, int megabytes, bool isReadOnly = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m{(isReadOnly ? ",ro" : "")}", "genesis", folder), "It needs the right to mount a file system.");
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the room that there is.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) filler.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
