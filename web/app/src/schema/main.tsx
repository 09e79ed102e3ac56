import '../frame/nhs.scss';
import '../frame/frame.css';

import { openRoom } from '../frame/open';
import { Frame } from '../frame/Frame';

await openRoom('room', <Frame room="/schema"><main id="main" /></Frame>);
