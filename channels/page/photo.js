// Makes large camera photos smaller before they use up the phone's data.
const LONGEST_SIDE = 2560;
const QUALITY = 0.85;
const SHRINKABLE = /^image\/(jpeg|png|webp|heic|heif|avif)$/;

// The photo as JPEG of at most 2560 px where that is smaller, else the file as it is.
export async function shrunk(file) {
  if (!SHRINKABLE.test(file.type)) return file;
  const url = URL.createObjectURL(file);
  try {
    const small = await redrawn(await loaded(url));
    return small && small.size < file.size ? named(small, file.name) : file;
  } catch {
    return file; // a picture that this browser can't read goes as it came
  } finally {
    URL.revokeObjectURL(url);
  }
}

function loaded(url) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = url;
  });
}

function redrawn(image) {
  const longest = Math.max(image.naturalWidth, image.naturalHeight);
  if (longest <= LONGEST_SIDE) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round((image.naturalWidth * LONGEST_SIDE) / longest);
  canvas.height = Math.round((image.naturalHeight * LONGEST_SIDE) / longest);
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // JPEG has no transparency
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

function named(blob, name) {
  return new File([blob], `${name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
}
